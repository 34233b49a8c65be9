"""Lines become paragraphs: line breaks, the width lines are set to, page furniture."""
