package org.antiphon.ledger;

/// What an entry is about, such as `notice` and its id.
public record Subject(String type, String id) {}
