package org.antiphon.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.antiphon.problem.InvalidInput;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one form of a JSON value that is hashed and signed: RFC 8785 (JCS).
///
/// The library turns integers beyond 2^53 into neighbours and lone surrogates into `?` without a
/// word, so both are refused before it sees them.
public final class CanonicalJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final double EXACT = 9_007_199_254_740_992.0; // 2^53

  private CanonicalJson() {}

  /// The canonical UTF-8 bytes of an object or list.
  ///
  /// @throws InvalidInput when it holds a number or text that has no exact form
  public static byte[] of(JsonNode value) {
    check(value, "");
    try {
      return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedUTF8();
    } catch (IOException e) {
      throw new InvalidInput("NOT_JSON", "/", "no canonical form: " + e.getMessage(), "send JSON");
    }
  }

  /// The canonical UTF-8 bytes of a map of JSON-like values, or of a record.
  public static byte[] of(Map<String, ?> value) {
    return of(MAPPER.<JsonNode>valueToTree(value));
  }

  /// SHA-256 as 64 lower-case hexadecimal digits.
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  /// SHA-256.
  static byte[] digest(byte[]... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : parts) sha.update(part);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(JsonNode node, String where) {
    if (node.isString()) checkText(node.stringValue(), where);
    else if (node.isNumber()) checkNumber(node, where);
    else if (node.isArray())
      for (int i = 0; i < node.size(); i++) check(node.get(i), where + "/" + i);
    else
      node.properties()
          .forEach(field -> {
            checkText(field.getKey(), where);
            check(field.getValue(), where + "/" + field.getKey());
          });
  }

  private static void checkText(String text, String where) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text))
      throw new InvalidInput(
          "LONE_SURROGATE", where, "half a character (a lone surrogate)", "send valid Unicode");
  }

  private static void checkNumber(JsonNode node, String where) {
    double value = node.doubleValue();
    boolean inexact = node.isIntegralNumber() && Math.abs(value) >= EXACT;
    if (inexact || !Double.isFinite(value)) throw number(node, where);
  }

  private static InvalidInput number(JsonNode node, String where) {
    return new InvalidInput(
        "NUMBER_NOT_EXACT",
        where,
        node + " has no exact form in JSON",
        "write integers beyond 2^53, 64-bit hashes and decimals as strings");
  }
}
