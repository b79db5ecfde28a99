package org.antiphon.connector;

/// The only way out for a connector. Checks the address, bounds size and time, follows no redirect,
/// repeats nothing. Never throws for what a network does.
public interface HttpPort {
  /// Sends one request, once, and waits for its answer.
  HttpAnswer send(HttpCall call);
}
