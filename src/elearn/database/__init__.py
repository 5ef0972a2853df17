"""The database: opening and migrating it, transactions, and the only place that knows which engine it is."""
