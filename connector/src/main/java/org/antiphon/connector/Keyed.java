package org.antiphon.connector;

/// A notice and the key that it goes out under.
public record Keyed(NoticeDocument notice, Key key) {}
