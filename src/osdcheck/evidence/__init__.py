"""What a repository or a release says of itself: metadata, cards and claims."""
