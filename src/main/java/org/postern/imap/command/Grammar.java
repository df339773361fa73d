package org.postern.imap.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.syntax.StatusItems;

/**
 * Everything that parsers must know: the commands and the tables that extensions add to. Folded once at start from the
 * base and the features, immutable afterwards.
 */
public final class Grammar {
    private final Map<String, CommandSpec> commands;
    private final FetchItems fetchItems;
    private final SearchKeys searchKeys;
    private final StatusItems statusItems;
    private final Set<String> enableNames;

    private Grammar(Builder builder) {
        this.commands = Map.copyOf(builder.commands);
        this.fetchItems = builder.fetchItems;
        this.searchKeys = builder.searchKeys;
        this.statusItems = new StatusItems(builder.statusItems);
        this.enableNames = Set.copyOf(builder.enableNames);
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

    public StatusItems statusItems() {
        return statusItems;
    }

    /** The name of something ENABLE can turn on, as its RFC spells it, from any spelling. */
    public Optional<String> enableName(String name) {
        return enableNames.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** Collects what base and features bring. */
    public static final class Builder {
        private final Map<String, CommandSpec> commands = new LinkedHashMap<>();
        private FetchItems fetchItems = FetchItems.BASE;
        private SearchKeys searchKeys = SearchKeys.BASE;
        private final List<StatusItem> statusItems = new ArrayList<>(StatusItems.BASE);
        private final Set<String> enableNames = new LinkedHashSet<>();

        public Builder() {
            commands(BaseCommands.ALL);
        }

        /**
         * Adds commands.
         *
         * @throws IllegalArgumentException when two have one name
         */
        public Builder commands(Collection<CommandSpec> specs) {
            for (CommandSpec spec : specs) {
                if (commands.putIfAbsent(spec.name(), spec) != null) {
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

        public Builder statusItems(Collection<StatusItem> items) {
            statusItems.addAll(items);
            return this;
        }

        public Builder enableNames(Collection<String> names) {
            enableNames.addAll(names);
            return this;
        }

        public Grammar build() {
            return new Grammar(this);
        }
    }
}
