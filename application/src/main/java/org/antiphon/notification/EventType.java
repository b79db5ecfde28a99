package org.antiphon.notification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What others can be told, and which entries of the ledger tell it. Names are part of the contract
/// for ever: add, never rename.
public enum EventType {
  CASE_OPENED("case.opened"),
  CASE_ATTESTED("case.attested"),
  CASE_CLOSED("case.closed"),
  /// The platform holds the notice.
  NOTICE_SENT("notice.sent"),
  /// The platform says that it acted.
  NOTICE_ACKNOWLEDGED("notice.acknowledged"),
  NOTICE_REFUSED("notice.refused"),
  /// A notice is to be taken back everywhere.
  NOTICE_RETRACTING("notice.retracting"),
  /// The platform has confirmed that it was taken back.
  NOTICE_RETRACTED("notice.retracted"),
  /// Seen by us to be gone, twice.
  UPLOAD_DOWN("upload.down"),
  UPLOAD_RESTORED("upload.restored"),
  /// A case was opened for what was noticed before.
  UPLOAD_REAPPEARED("upload.reappeared"),
  COUNTER_NOTICE_RECEIVED("counter-notice.received"),
  APPEAL_RECEIVED("appeal.received"),
  APPEAL_ANSWERED("appeal.answered"),
  ENFORCEMENT_PAUSED("enforcement.paused"),
  ENFORCEMENT_RESUMED("enforcement.resumed"),
  SCREENING_CHANGED("screening.changed"),
  /// A new signed head, once a minute at most.
  LEDGER_CHECKPOINT("ledger.checkpoint");

  /// Kinds of entries that are told at all, so that no other is read.
  static final Set<String> KINDS =
      Set.of(
          "case.opened",
          "case.closed",
          "notice.attested",
          "notice.sent",
          "notice.answered",
          "notice.verified",
          "notice.moved",
          "notice.withdrawn",
          "counter-notice.received",
          "appeal.received",
          "appeal.decided",
          "enforcement.paused",
          "enforcement.resumed");

  private static final Set<String> REFUSALS = Set.of("REJECTED", "DECLINED");
  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /// The name outside.
  public String wire() {
    return wire;
  }

  /// The type of that name.
  public static Optional<EventType> named(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }

  /// What an entry tells; nothing for most.
  ///
  /// @param data of the entry
  static List<EventType> of(String kind, JsonNode data) {
    var to = data.path("to").asString("");
    var told = new ArrayList<EventType>();
    switch (kind) {
      case "case.opened" -> {
        told.add(CASE_OPENED);
        if (data.hasNonNull("reappearanceOf")) told.add(UPLOAD_REAPPEARED);
      }
      case "case.closed" -> told.add(CASE_CLOSED);
      case "notice.attested" -> told.add(CASE_ATTESTED);
      case "notice.sent" -> told.add(NOTICE_SENT);
      case "notice.answered" ->
          told.add(REFUSALS.contains(to) ? NOTICE_REFUSED : NOTICE_ACKNOWLEDGED);
      case "notice.verified" -> told.add(UPLOAD_DOWN);
      case "notice.moved" -> {
        if (to.equals("RESTORED")) told.add(UPLOAD_RESTORED);
      }
      case "notice.withdrawn" -> {
        if (data.path("ordered").asBoolean(false)) told.add(NOTICE_RETRACTING);
        if (to.equals("RETRACTED")) told.add(NOTICE_RETRACTED);
      }
      case "counter-notice.received" -> told.add(COUNTER_NOTICE_RECEIVED);
      case "appeal.received" -> told.add(APPEAL_RECEIVED);
      case "appeal.decided" -> told.add(APPEAL_ANSWERED);
      case "enforcement.paused" -> told.add(ENFORCEMENT_PAUSED);
      case "enforcement.resumed" -> told.add(ENFORCEMENT_RESUMED);
      default -> {}
    }
    return told;
  }
}
