package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Notices: where they stand, and the very bytes that were signed and sent.
@RestController
public final class NoticesApi {
  private final Notices notices;

  /// Reads only.
  public NoticesApi(Notices notices) {
    this.notices = notices;
  }

  @GetMapping("/api/v1/notices")
  ResponseEntity<Map<String, Object>> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable Set<NoticeState> state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    Optional<NoticeId> after = Cursor.read(cursor).map(NoticeId::new);
    var found = notices.page(state == null ? Set.of() : state, after, Fields.limit(limit));
    return Cursor.page(request, found, NoticesApi::view, each -> each.id().value(), limit);
  }

  @GetMapping("/api/v1/notices/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return view(notices.get(new NoticeId(id)));
  }

  @GetMapping("/api/v1/notices/{id}/document")
  ResponseEntity<byte[]> document(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    var notice = notices.get(new NoticeId(id));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .eTag('"' + notice.documentSha256() + '"')
        .body(notices.document(notice.id()));
  }

  private static Map<String, Object> view(Notice notice) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", notice.id().value());
    view.put("case", notice.about().value());
    view.put("state", notice.state());
    view.put("platform", notice.target().platform());
    view.put("uploadId", notice.target().externalId());
    view.put("basis", notice.basis());
    view.put("round", notice.round());
    view.put("documentSha256", notice.documentSha256());
    view.put("evidenceSha256", notice.evidenceSha256());
    view.put("reference", notice.platformReference().orElse(null));
    view.put("changedAt", notice.changedAt());
    return view;
  }
}
