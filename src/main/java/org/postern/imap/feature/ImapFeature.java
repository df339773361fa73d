package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.syntax.StatusItem;

/** An extension: what it adds to the base. Everything is empty unless it says otherwise. Stateless. */
public interface ImapFeature {
    /** Words for CAPABILITY. */
    default List<String> capabilities(CapabilityFacts facts) {
        return List.of();
    }

    default List<CommandSpec> commands() {
        return List.of();
    }

    /** FETCH items by name in upper case. */
    default Map<String, FetchItems.Parser> fetchItems() {
        return Map.of();
    }

    /** Search keys by name in upper case. */
    default Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of();
    }

    default List<StatusItem> statusItems() {
        return List.of();
    }

    /** What ENABLE can turn on, as its RFC spells it. */
    default List<String> enableNames() {
        return List.of();
    }
}
