package org.antiphon.network.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.antiphon.problem.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a record that a stranger wrote: bounded before it is parsed, every field checked, anything
/// else refused with a code.
final class RecordReader {
  static final int MOST_BYTES = 16_384;
  private static final int MOST_LISTED = 32;
  private static final Duration LONGEST = Duration.ofDays(180);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern ISRC = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");
  static final Set<String> BASES = Set.of("COPIED_RECORDING", "IMPERSONATION");
  private static final Set<String> ALGORITHMS = Set.of("file", "packets", "pcm");
  static final Set<String> RETRACTIONS =
      Set.of("WRONG", "LICENSED", "PUBLIC_DOMAIN", "EXPIRED", "ORDERED");
  private static final Set<String> OPINIONS = Set.of("agree", "disagree", "seen");
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(4_096)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .build();

  private final JsonNode json;

  private RecordReader(JsonNode json) {
    this.json = json;
  }

  /// Reads one.
  ///
  /// @throws Unreadable RECORD_TOO_LONG, RECORD_NOT_JSON, RECORD_FIELD
  static ExchangeRecord read(byte[] body) {
    if (body.length > MOST_BYTES)
      throw new Unreadable("RECORD_TOO_LONG", "record", body.length + " bytes", "at most 16 KiB");
    try {
      var json = MAPPER.readTree(body);
      if (!json.isObject()) throw notJson("no object");
      return new RecordReader(json).record();
    } catch (JacksonException e) {
      throw notJson(e.getOriginalMessage());
    }
  }

  private static Unreadable notJson(String why) {
    return new Unreadable("RECORD_NOT_JSON", "record", why, "write RFC 8785 JSON");
  }

  private ExchangeRecord record() {
    if (!json.path("v").isInt() || json.path("v").intValue() != 1) throw field("v");
    var id = text("id", ID);
    var kind = text("kind", NAME);
    return switch (kind) {
      case "claim" -> claim(id);
      case "opinion" ->
          new ExchangeRecord.Opinion(
              id,
              time("issued"),
              text("origin", NAME),
              text("claim", ID),
              oneOf("opinion", OPINIONS).toUpperCase(java.util.Locale.ROOT),
              optional("reason", NAME).orElse(""));
      case "retract" ->
          new ExchangeRecord.Retract(
              id, time("issued"), text("claim", ID), oneOf("reason", RETRACTIONS));
      case "supersede" -> new ExchangeRecord.Supersede(id, time("issued"), text("claim", ID));
      case "key" ->
          new ExchangeRecord.Key(
              id,
              time("issued"),
              optional("vkey", NAME),
              json.has("revokedSince") ? Optional.of(time("revokedSince")) : Optional.empty());
      default -> new ExchangeRecord.Unknown(id, kind);
    };
  }

  private ExchangeRecord claim(String id) {
    var issued = time("issued");
    var expires = time("expires");
    if (!expires.isAfter(issued) || expires.isAfter(issued.plus(LONGEST))) throw field("expires");
    return new ExchangeRecord.Claim(
        id,
        issued,
        expires,
        oneOf("basis", BASES),
        text("claimant", NAME),
        isrc(),
        blob("about", json.path("about")),
        hashes(),
        print(),
        names("licensedVia"),
        names("territory"));
  }

  private Optional<String> isrc() {
    var isrc = json.path("recording").path("isrc");
    if (isrc.isMissingNode()) return Optional.empty();
    if (!isrc.isString() || !ISRC.matcher(isrc.stringValue()).matches()) throw field("isrc");
    return Optional.of(isrc.stringValue());
  }

  private List<ExchangeRecord.Hash> hashes() {
    var hashes = new ArrayList<ExchangeRecord.Hash>();
    for (var each : list("hashes")) {
      var alg = each.path("alg").asString("");
      var value = each.path("value").asString("");
      if (!ALGORITHMS.contains(alg)) continue; // a newer name: others may know it
      if (!SHA256.matcher(value).matches()) throw field("hashes");
      hashes.add(new ExchangeRecord.Hash(alg, value));
    }
    return hashes;
  }

  private Optional<String> print() {
    for (var each : list("prints"))
      if (each.path("alg").asString("").equals("lm1")) return blob("prints", each.path("blob"));
    return Optional.empty();
  }

  private static Optional<String> blob(String name, JsonNode value) {
    if (value.isMissingNode()) return Optional.empty();
    var text = value.asString("");
    if (!text.startsWith("sha256:") || !SHA256.matcher(text.substring(7)).matches())
      throw field(name);
    return Optional.of(text.substring(7));
  }

  private List<String> names(String name) {
    var names = new ArrayList<String>();
    for (var each : list(name)) {
      if (!each.isString() || !NAME.matcher(each.stringValue()).matches()) throw field(name);
      names.add(each.stringValue());
    }
    return names;
  }

  private Iterable<JsonNode> list(String name) {
    var list = json.path(name);
    if (list.isMissingNode()) return List.of();
    if (!list.isArray() || list.size() > MOST_LISTED) throw field(name);
    return list;
  }

  private String oneOf(String name, Set<String> allowed) {
    var text = json.path(name).asString("");
    if (!allowed.contains(text)) throw field(name);
    return text;
  }

  private String text(String name, Pattern form) {
    return optional(name, form).orElseThrow(() -> field(name));
  }

  private Optional<String> optional(String name, Pattern form) {
    var value = json.path(name);
    if (value.isMissingNode()) return Optional.empty();
    if (!value.isString() || !form.matcher(value.stringValue()).matches()) throw field(name);
    return Optional.of(value.stringValue());
  }

  private Instant time(String name) {
    try {
      return Instant.parse(json.path(name).asString(""));
    } catch (DateTimeParseException e) {
      throw field(name);
    }
  }

  private static Unreadable field(String name) {
    return new Unreadable(
        "RECORD_FIELD",
        "record /" + name,
        "missing or malformed",
        "see docs/reference/exchange.md");
  }
}
