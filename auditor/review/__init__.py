"""What people say of a run: answers, findings of their own, closed criteria, replies (docs/review.md)."""
