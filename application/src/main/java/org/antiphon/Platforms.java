package org.antiphon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.antiphon.config.PlatformSettings;
import org.antiphon.config.Secret;
import org.antiphon.config.Settings;
import org.antiphon.connector.Connection;
import org.antiphon.connector.ConnectorProvider;
import org.antiphon.connector.Profile;
import org.antiphon.connectors.OutboundPort;
import org.antiphon.connectors.RestProvider;
import org.antiphon.enforcement.delivery.Line;
import org.antiphon.intake.Source;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.Reach;
import org.antiphon.problem.InvalidInput;

/// Who speaks to each platform of the settings: our own connectors, and those that outsiders' jars
/// bring.
///
/// @param sources platforms whose feed is read
/// @param lines platforms that notices go to, by id
record Platforms(List<Source> sources, Map<String, Line> lines) {
  static Platforms of(Settings settings, Outbound outbound) {
    var sources = new ArrayList<Source>();
    var lines = new LinkedHashMap<String, Line>();
    for (var platform : settings.platforms()) {
      var connection = connect(platform, outbound);
      connection.feed().ifPresent(feed -> sources.add(new Source(platform, feed)));
      if (platform.takesNotices())
        lines.put(
            platform.id(),
            new Line(connection, platform.requestsPerSecond(), Math.max(1, platform.burst())));
    }
    return new Platforms(List.copyOf(sources), Map.copyOf(lines));
  }

  private static Connection connect(PlatformSettings platform, Outbound outbound) {
    var reach = platform.simulated() ? Reach.LOOPBACK : Reach.PUBLIC;
    var profile =
        new Profile(
            platform.id(),
            platform.url(),
            new Profile.Secrets(
                platform.key().map(Secret::reveal),
                platform.webhookSecret().map(Secret::reveal).stream().toList()),
            platform.regimes(),
            platform.settle(),
            platform.keyLifetime());
    return provider(platform).connect(profile, new OutboundPort(outbound, reach));
  }

  private static ConnectorProvider provider(PlatformSettings platform) {
    return Stream.concat(
            Stream.of(new RestProvider()),
            ServiceLoader.load(ConnectorProvider.class).stream().map(ServiceLoader.Provider::get))
        .filter(known -> known.name().equals(platform.connector()))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInput(
                "UNKNOWN_CONNECTOR",
                "platform." + platform.id() + ".connector",
                "no connector is named \"" + platform.connector() + "\"",
                "write rest, or put the connector's jar into the plugins folder"));
  }
}
