"""Pages as packages that a learning management system takes in: manifests, reproducible zips, validation."""
