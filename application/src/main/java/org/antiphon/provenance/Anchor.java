package org.antiphon.provenance;

/// Where a trusted signer's certificate leads.
public enum Anchor {
  /// To a root that the operator added: a label's or studio's own.
  OWN,
  /// To a root on the official C2PA trust list.
  LISTED,
  /// Nowhere that is believed.
  NONE
}
