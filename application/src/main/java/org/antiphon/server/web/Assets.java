package org.antiphon.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.antiphon.problem.Refused;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The pages' own sheets, scripts and drawings: files of the room's `assets` folder, by plain names
/// alone, so that no path is ever made from a request. Libraries of others come out of their own
/// archives, by the four names that stand here.
@RestController
public final class Assets {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*\\.(css|js|svg)");
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "css", new MediaType("text", "css"),
          "js", new MediaType("text", "javascript"),
          "svg", new MediaType("image", "svg+xml"));

  /// What draws the spread page, by the name under which a page asks for it.
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "cytoscape.js", "cytoscape/3.33.1/dist/cytoscape.min.js",
          "layout-base.js", "layout-base/2.0.1/layout-base.js",
          "cose-base.js", "cose-base/2.2.0/cose-base.js",
          "cytoscape-fcose.js", "cytoscape-fcose/2.2.0/cytoscape-fcose.js");

  @GetMapping("/assets/{name}")
  ResponseEntity<byte[]> asset(@PathVariable String name) throws IOException {
    var plain = NAME.matcher(name);
    if (!plain.matches()) throw missing(name);
    var library = LIBRARIES.get(name);
    var file = library == null ? "assets/" + name : "/META-INF/resources/webjars/" + library;
    try (InputStream in = Assets.class.getResourceAsStream(file)) {
      if (in == null) throw missing(name);
      return ResponseEntity.ok()
          .contentType(Objects.requireNonNull(TYPES.get(plain.group(1))))
          .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
          .body(in.readAllBytes());
    }
  }

  private static Refused missing(String name) {
    return new Refused("NOT_FOUND", "/assets/" + name, "there is no such file", "see the page");
  }
}
