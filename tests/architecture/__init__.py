"""Tests of the house: single owners, sizes, layers, licences."""
