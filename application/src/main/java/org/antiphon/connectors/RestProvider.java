package org.antiphon.connectors;

import java.util.Optional;
import org.antiphon.connector.Connection;
import org.antiphon.connector.ConnectorProvider;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.Profile;

/// The plain REST interface (shape C1), which the simulator speaks too: `simulator/openapi.yaml`.
public final class RestProvider implements ConnectorProvider {
  @Override
  public String name() {
    return "rest";
  }

  @Override
  public Connection connect(Profile profile, HttpPort http) {
    var wire = new RestWire(profile, http);
    return new Connection(
        new RestConnector(profile, wire),
        Optional.of(new RestFeed(wire)),
        Optional.of(new RestDoor(new StandardWebhook(profile.secrets().webhookSecrets()))));
  }
}
