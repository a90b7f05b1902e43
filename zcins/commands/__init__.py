"""One module a command: parse, call, show. `zcins.cli` loads a module when its command is run."""
