"""The ways out: one small adapter each behind the same port."""
