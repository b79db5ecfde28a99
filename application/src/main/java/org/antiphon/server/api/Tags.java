package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Entity tags as a request's conditions list them (RFC 9110 §8.8.3, §13.1).
final class Tags {
  /// A tag may hold commas, so that a list cannot be cut at them.
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"\\x00-\\x20\\x7f]*\"");

  private static final String WEAK = "W/";

  private Tags() {}

  /// Whether `If-Match` is given and names another state than this; by strong comparison, under
  /// which a weak tag names none.
  static boolean excludes(HttpServletRequest request, String tag) {
    var header = header(request, "If-Match");
    return !header.isEmpty() && !header.equals("*") && !listed(header).contains(tag);
  }

  /// Whether `If-None-Match` names this state; by weak comparison.
  static boolean isKnown(HttpServletRequest request, String tag) {
    var header = header(request, "If-None-Match");
    return header.equals("*")
        || listed(header).stream()
            .map(each -> each.startsWith(WEAK) ? each.substring(WEAK.length()) : each)
            .anyMatch(tag::equals);
  }

  private static String header(HttpServletRequest request, String name) {
    return String.join(",", Collections.list(request.getHeaders(name))).strip();
  }

  private static Set<String> listed(String header) {
    return TAG.matcher(header).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
