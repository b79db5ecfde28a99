package org.antiphon.outbound;

/// Why there is no whole answer.
public enum Trouble {
  /// No `http` or `https` URL with a host.
  BAD_URL,
  /// The name does not exist, or its look-up took too long.
  NAME_UNKNOWN,
  /// The guard forbids an address that the name stands for.
  ADDRESS_FORBIDDEN,
  /// Nobody listens there, or no connection came about in time.
  NOT_CONNECTED,
  /// No TLS session, or a certificate that does not hold.
  TLS_REFUSED,
  /// Too many of our own calls to that host are under way.
  NO_SLOT,
  /// Too late: no answer, or one that drips.
  TIMED_OUT,
  /// The connection broke, before or within the answer.
  BROKEN,
  /// More bytes than allowed.
  TOO_LARGE,
  /// A successful answer of a type that was not asked for.
  WRONG_TYPE,
  /// No HTTP, or headers beyond all measure.
  MALFORMED,
  /// This thread was told to stop.
  INTERRUPTED
}
