#!/usr/bin/env node
// The `kagibako` command (package.json, "bin"). Node resolves the link that npm makes for it, so that the project is found from anywhere.
import './cli.mjs';
