"""What a git server does with a push: read its content out of the commit, judge it, and publish the newest that was accepted."""
