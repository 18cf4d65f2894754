"""Mail: a row of the outbox becomes a message, and the message leaves."""
