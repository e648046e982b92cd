"""The law as data: what a person may and must do, by when, why and under which paragraph."""
