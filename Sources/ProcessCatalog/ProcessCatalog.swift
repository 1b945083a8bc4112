// ProcessCatalog is the one place where the engine and ProcFS meet: the tables, columns and relations.
