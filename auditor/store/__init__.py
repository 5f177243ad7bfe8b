"""The workspace: a database that keeps runs, evidence and findings."""
