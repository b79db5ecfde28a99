package org.antiphon.connector;

/// Makes connections of one kind. Outsiders' providers are found by [java.util.ServiceLoader].
public interface ConnectorProvider {
  /// How settings name this kind, such as `rest`.
  String name();

  /// A connection to one platform; opens nothing by itself.
  Connection connect(Profile profile, HttpPort http);
}
