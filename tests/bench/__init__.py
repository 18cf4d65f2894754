"""Speed as ratios within one run: Lodge's pages against a bare Flask page of the same size under the same server."""
