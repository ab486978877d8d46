// ReadAPI
