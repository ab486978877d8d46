// CommandAPI
