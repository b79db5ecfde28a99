package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/// Opaque cursors over lists that are ordered by id: the last id of the page, in base64. Stable
/// when things are inserted before it.
final class Cursor {
  private Cursor() {}

  static Optional<UUID> read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) return Optional.empty();
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (bytes.remaining() == 16) return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException e) {
      throw bad(cursor);
    }
    throw bad(cursor);
  }

  private static InvalidInput bad(String cursor) {
    return new InvalidInput(
        "BAD_CURSOR",
        "cursor",
        "\"" + cursor + "\" is no cursor of ours",
        "take `next` of the page before, or leave it out");
  }

  private static String write(UUID id) {
    var bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// One page: `items`, and `next` (also as `Link`) while there may be more.
  static <T> ResponseEntity<Map<String, Object>> page(
      HttpServletRequest request,
      List<T> found,
      Function<T, Map<String, Object>> view,
      Function<T, UUID> id,
      int limit) {
    var next = found.size() < limit ? null : write(id.apply(found.getLast()));
    var body = new LinkedHashMap<String, Object>();
    body.put(
        "items", found.stream().map(each -> Fields.chosen(request, view.apply(each))).toList());
    body.put("next", next);
    var answer = ResponseEntity.ok();
    if (next != null) answer.header("Link", "<" + link(request, next) + ">; rel=\"next\"");
    return answer.body(body);
  }

  private static String link(HttpServletRequest request, String next) {
    return UriComponentsBuilder.fromPath(request.getRequestURI())
        .query(request.getQueryString())
        .replaceQueryParam("cursor", next)
        .build()
        .toUriString();
  }
}
