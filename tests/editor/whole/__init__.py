"""What a trainer does in the browser to write a whole course: for each page, and for each kind of block."""
