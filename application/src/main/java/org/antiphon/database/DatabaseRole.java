package org.antiphon.database;

/// Who a connection is, as PostgreSQL sees it; grants stand in the migrations.
public enum DatabaseRole {
  /// Owns the tables and migrates them; never used by a running server.
  OWNER("antiphon_owner"),
  /// All rooms' work; cannot change or delete a ledger row.
  APPLICATION("antiphon_app"),
  /// The application, and may order ledger entries into the tree.
  SEQUENCER("antiphon_sequencer"),
  /// May remove private fields of the ledger, by a function that writes down what it did.
  ERASER("antiphon_eraser");

  private final String roleName;

  DatabaseRole(String roleName) {
    this.roleName = roleName;
  }

  /// The role's name in PostgreSQL.
  public String roleName() {
    return roleName;
  }
}
