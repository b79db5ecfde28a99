package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.antiphon.server.ReviewQueue;
import org.antiphon.server.SavedViews;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// What waits for a person, in the order that they choose, under names that they keep.
@Controller
public final class QueuePages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 50;
  private final Pages pages;
  private final ReviewQueue queue;
  private final SavedViews views;

  /// Reads the queue, keeps views.
  public QueuePages(Pages pages, ReviewQueue queue, SavedViews views) {
    this.pages = pages;
    this.queue = queue;
    this.views = views;
  }

  @GetMapping("/queue")
  ResponseEntity<String> queue(
      HttpServletRequest request,
      @RequestParam(defaultValue = "READY") String state,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "") String cursor) {
    return show(request, asked(state, q, sort), cursor, "");
  }

  private ResponseEntity<String> show(
      HttpServletRequest request, ReviewQueue.Asked asked, String cursor, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    var after = cursor.isEmpty() ? Optional.<CaseId>empty() : Optional.of(CaseId.parse(cursor));
    var found = queue.page(asked, after, PAGE);
    if (!Caller.of(request).mayReadNames()) found.forEach(line -> line.remove("uploader")); // R28
    values.put("state", asked.state());
    values.put("q", asked.words());
    values.put("sort", asked.sort());
    values.put("cases", JSON.valueToTree(found));
    values.put("counts", JSON.valueToTree(queue.counts()));
    values.put("next", found.size() < PAGE ? "" : String.valueOf(found.getLast().get("id")));
    var person = Caller.of(request).asPerson();
    values.put("views", JSON.valueToTree(person.map(this::kept).orElse(List.of())));
    values.put("mayKeep", person.isPresent());
    values.put(
        "did",
        JSON.valueToTree(
            Map.of(
                "id", parameter(request, "did"),
                "what", parameter(request, "what"),
                "until", parameter(request, "until"))));
    return pages.page("QueuePage", values);
  }

  private List<Map<String, Object>> kept(Person person) {
    return views.of(person.id().value()).stream()
        .map(view -> {
          var line = new LinkedHashMap<String, Object>();
          line.put("id", view.id());
          line.put("name", view.name());
          line.put("address", Links.to("/queue", query(view.asked())).toString());
          line.put("own", view.own());
          line.put("owner", view.owner());
          line.put("shared", view.sharing() == SavedViews.Sharing.SHARED);
          return (Map<String, Object>) line;
        })
        .toList();
  }

  @PostMapping("/queue/views")
  ResponseEntity<String> keep(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam String state,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "PRIVATE") SavedViews.Sharing sharing) {
    var person = person(request);
    var asked = asked(state, q, sort);
    try {
      views.keep(person.id().value(), name, asked, sharing);
    } catch (Problem e) {
      return show(request, asked, "", CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/queue", query(asked)));
  }

  @PostMapping("/queue/views/{id}/drop")
  ResponseEntity<String> drop(HttpServletRequest request, @PathVariable UUID id) {
    views.drop(person(request).id().value(), id);
    return CasePages.see(Links.to("/queue"));
  }

  private static Person person(HttpServletRequest request) {
    return Caller.of(request)
        .with(Scope.READ)
        .asPerson()
        .orElseGet(() -> Caller.of(request).personWith(Role.REVIEWER).person());
  }

  private static String parameter(HttpServletRequest request, String name) {
    var value = request.getParameter(name);
    return value == null ? "" : value;
  }

  static String[] query(ReviewQueue.Asked asked) {
    return new String[] {"state", asked.state(), "q", asked.words(), "sort", asked.sort().name()};
  }

  static ReviewQueue.Asked asked(String state, String words, String sort) {
    if (!ReviewQueue.isList(state))
      throw new InvalidInput(
          "OUT_OF_RANGE", "state", "there is no list " + state, "follow a link on /queue");
    var order =
        sort.isEmpty()
            ? ReviewQueue.Sort.DEADLINE
            : Arrays.stream(ReviewQueue.Sort.values())
                .filter(each -> each.name().equals(sort))
                .findFirst()
                .orElseThrow(() ->
                    new InvalidInput(
                        "OUT_OF_RANGE",
                        "sort",
                        "there is no order " + sort,
                        "DEADLINE, HARM, NEWEST or OLDEST"));
    return new ReviewQueue.Asked(state, words.strip(), order);
  }
}
