package org.antiphon.network.graph;

import java.util.List;
import java.util.UUID;
import org.antiphon.problem.InvalidInput;

/// A node of the graph, `kind:key`.
///
/// @param kind one of [#KINDS]
/// @param key its id; of an account `platform/id`
public record Node(String kind, String key) implements Comparable<Node> {
  /// What can be asked about.
  public static final List<String> KINDS =
      List.of(
          "upload",
          "recording",
          "account",
          "distributor",
          "platform",
          "family",
          "case",
          "notice",
          "assessment",
          "attestation",
          "mandate",
          "rules",
          "algorithm",
          "model",
          "down",
          "claim",
          "partner-claim",
          "screening");

  private static final List<String> UUIDS =
      List.of("upload", "family", "case", "notice", "assessment", "attestation", "down");

  /// Reads `kind:key`.
  ///
  /// @throws InvalidInput when it is none
  public static Node parse(String text) {
    int colon = text.indexOf(':');
    var kind = text.substring(0, Math.max(colon, 0));
    var key = text.substring(colon + 1);
    if (colon < 0 || !KINDS.contains(kind) || key.isBlank() || !fits(kind, key))
      throw new InvalidInput(
          "NODE", "node", "\"" + text + "\" names no node", "write KIND:KEY, such as upload:0198…");
    return new Node(kind, key);
  }

  private static boolean fits(String kind, String key) {
    if (kind.equals("account")) return key.indexOf('/') > 0;
    return !UUIDS.contains(kind) || key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  static Node upload(UUID id) {
    return new Node("upload", id.toString());
  }

  /// The key of a node whose key is a UUID.
  public UUID uuid() {
    return UUID.fromString(key);
  }

  @Override
  public int compareTo(Node other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return kind + ":" + key;
  }
}
