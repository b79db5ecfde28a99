/// Config: which settings hold, where did each come from, and are they valid?
///
/// In: `antiphon.toml`, the environment (`ANTIPHON_SECTION_KEY`) and flags; the later wins. Out:
/// one validated [org.antiphon.config.Settings], or every fault at once. Uses only problem. Knows
/// no room: a room is given the small record it needs. Start at
/// [org.antiphon.config.SettingsLoader]; every key is named once, in [org.antiphon.config.Keys].
@NullMarked
package org.antiphon.config;

import org.jspecify.annotations.NullMarked;
