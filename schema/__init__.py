"""The JSON Schemas of khobao, carried by every installation as ``khobao.schema``."""
