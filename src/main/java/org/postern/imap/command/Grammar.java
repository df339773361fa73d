package org.postern.imap.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.search.SearchKeys;

/**
 * Everything that parsers must know: the commands and the tables that extensions add to. Folded once at start from the
 * base and the features, immutable afterwards.
 */
public final class Grammar {
    private final Map<String, CommandSpec> commands;
    private final FetchItems fetchItems;
    private final SearchKeys searchKeys;

    private Grammar(Builder builder) {
        this.commands = Map.copyOf(builder.commands);
        this.fetchItems = builder.fetchItems;
        this.searchKeys = builder.searchKeys;
    }

    /** The command of a name in upper case. */
    public Optional<CommandSpec> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    public Collection<CommandSpec> commands() {
        return commands.values();
    }

    /** What FETCH can be asked for. */
    public FetchItems fetchItems() {
        return fetchItems;
    }

    /** What SEARCH can ask. */
    public SearchKeys searchKeys() {
        return searchKeys;
    }

    /** Collects what base and features bring. */
    public static final class Builder {
        private final Map<String, CommandSpec> commands = new LinkedHashMap<>();
        private FetchItems fetchItems = FetchItems.BASE;
        private SearchKeys searchKeys = SearchKeys.BASE;

        /**
         * Adds commands.
         *
         * @throws IllegalArgumentException when two have one name and form
         */
        public Builder commands(Collection<CommandSpec> specs) {
            for (CommandSpec spec : specs) {
                if (commands.putIfAbsent(spec.name().toUpperCase(Locale.ROOT), spec) != null) {
                    throw new IllegalArgumentException("two commands named " + spec.name());
                }
            }
            return this;
        }

        /**
         * Adds FETCH items.
         *
         * @param more by names in upper case
         * @throws IllegalArgumentException when a name is taken
         */
        public Builder fetchItems(Map<String, FetchItems.Parser> more) {
            fetchItems = fetchItems.with(more);
            return this;
        }

        /**
         * Adds search keys.
         *
         * @param more by names in upper case
         * @throws IllegalArgumentException when a name is taken
         */
        public Builder searchKeys(Map<String, SearchKeys.Parser> more) {
            searchKeys = searchKeys.with(more);
            return this;
        }

        public Grammar build() {
            return new Grammar(this);
        }
    }
}
