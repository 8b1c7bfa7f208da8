"""Runs a Django project in production without a change to its files. Put into the image by simple-deploy."""
