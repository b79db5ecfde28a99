package org.antiphon.server.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Addresses of our own pages.
public final class Links {
  private Links() {}

  /// A path with parameters; those that are empty are left out.
  ///
  /// @param namesAndValues in turn
  public static URI to(String path, String... namesAndValues) {
    var address = new StringBuilder(path);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1].isEmpty()) continue;
      address.append(address.indexOf("?") < 0 ? '?' : '&').append(namesAndValues[i]).append('=');
      address.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return URI.create(address.toString());
  }
}
