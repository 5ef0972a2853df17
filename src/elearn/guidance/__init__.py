"""Law and guidance as data, by edition and date: the YAML files here change with them, and nothing else has to."""
