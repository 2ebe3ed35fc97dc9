"""The pages of the vote: ``rendering`` fills the templates that stand beside it."""
