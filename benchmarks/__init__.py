"""Speed, as ratios against something in the same run. `make bench` runs every module here."""
