"""What the page in a browser asks of planparse: requests as JSON, answers as JSON and bytes."""
