"""Links between measures of two notices: candidates → features → score → relation. Knows nothing of RDF."""
