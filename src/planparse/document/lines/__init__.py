"""What one line may be by itself: of a letterhead, a title, of a web page, a closing."""
