package org.antiphon.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.antiphon.problem.Refused;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The pages' own sheet and scripts; a fixed list, so that no path is ever made from a request.
@RestController
public final class Assets {
  private static final Map<String, MediaType> KNOWN =
      Map.of(
          "antiphon.css", new MediaType("text", "css"),
          "players.js", new MediaType("text", "javascript"),
          "overview.js", new MediaType("text", "javascript"),
          "queue.js", new MediaType("text", "javascript"));

  @GetMapping("/assets/{name}")
  ResponseEntity<byte[]> asset(@PathVariable String name) throws IOException {
    var type = KNOWN.get(name);
    if (type == null)
      throw new Refused("NOT_FOUND", "/assets/" + name, "there is no such file", "see the page");
    try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
      if (in == null) throw new IllegalStateException(name + " is missing from the build");
      return ResponseEntity.ok()
          .contentType(type)
          .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
          .body(in.readAllBytes());
    }
  }
}
