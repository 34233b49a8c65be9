"""Ways of numbering that no grammar knows, proposed from plans; prices from corrected plans."""
