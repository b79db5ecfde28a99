package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.Caller;
import org.antiphon.server.ReviewQueue;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// What waits for a person.
@Controller
public final class QueuePages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 50;
  private final Pages pages;
  private final ReviewQueue queue;

  /// Reads only.
  public QueuePages(Pages pages, ReviewQueue queue) {
    this.pages = pages;
    this.queue = queue;
  }

  @GetMapping("/queue")
  ResponseEntity<String> queue(
      HttpServletRequest request,
      @RequestParam(defaultValue = "READY") String state,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "") String did,
      @RequestParam(defaultValue = "") String what) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    var asked = asked(state, q);
    var after = cursor.isEmpty() ? Optional.<CaseId>empty() : Optional.of(CaseId.parse(cursor));
    var found = queue.page(asked, after, PAGE);
    if (!Caller.of(request).mayReadNames()) found.forEach(line -> line.remove("uploader")); // R28
    values.put("state", state);
    values.put("q", q);
    values.put("cases", JSON.valueToTree(found));
    values.put("counts", JSON.valueToTree(queue.counts()));
    values.put("next", found.size() < PAGE ? "" : String.valueOf(found.getLast().get("id")));
    values.put("did", JSON.valueToTree(Map.of("id", did, "what", what)));
    return pages.page("QueuePage", values);
  }

  static ReviewQueue.Asked asked(String state, String words) {
    if (!ReviewQueue.isList(state))
      throw new InvalidInput(
          "OUT_OF_RANGE", "state", "there is no list " + state, "follow a link on /queue");
    return new ReviewQueue.Asked(state, words.strip());
  }
}
