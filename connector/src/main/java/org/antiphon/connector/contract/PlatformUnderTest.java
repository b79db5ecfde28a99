package org.antiphon.connector.contract;

import java.util.List;
import java.util.function.UnaryOperator;
import org.antiphon.connector.Connection;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.NoticeDocument;

/// A platform, or something that behaves like it, and a way to look behind its counter. It must
/// behave well: the contract itself makes the line misbehave.
public interface PlatformUnderTest {
  /// A connection whose requests go through `between` first.
  Connection connect(UnaryOperator<HttpPort> between);

  /// An upload that is up and that no other call has returned.
  ExternalId newUpload();

  /// A complete notice about it.
  NoticeDocument notice(ExternalId upload);

  /// The keys of all notices that the platform holds about it, one for each.
  List<String> heldAbout(ExternalId upload);

  /// Takes it down, page and sound.
  void takeDown(ExternalId upload);

  /// Where to look for it; nothing that a cache holds is old.
  LookRequest look(ExternalId upload);
}
