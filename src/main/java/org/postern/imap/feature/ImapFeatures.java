package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.Grammar;

/** Every extension there is. The order is that of CAPABILITY. */
public final class ImapFeatures {
    public static final List<ImapFeature> ALL = List.of(
            new Rev1Feature(),
            new Rev2Feature(),
            new AuthFeature(),
            new LiteralFeature(),
            new IdFeature(),
            new CompressFeature(),
            new UnauthenticateFeature(),
            new InProgressFeature(),
            new LoginReferralsFeature(),
            new XlistFeature(),
            new LanguageFeature(),
            new CondstoreFeature(),
            new UidOnlyFeature(),
            new UidBatchesFeature(),
            new MessageLimitFeature(),
            new SpecialUseFeature(),
            new QuotaFeature(),
            new MetadataFeature(),
            new FiltersFeature(),
            new AclFeature(),
            new NotifyFeature(),
            new AppendLimitFeature(),
            new MultiAppendFeature(),
            new CatenateFeature(),
            new ReplaceFeature(),
            new SaveDateFeature(),
            new ObjectIdFeature(),
            new PreviewFeature(),
            new Utf8Feature(),
            new SortFeature(),
            new ThreadFeature(),
            new ContextFeature(),
            new FuzzyFeature(),
            new MultiSearchFeature(),
            new WithinFeature(),
            new I18nFeature());

    private ImapFeatures() {}

    /** Base and features folded together. */
    public static Grammar grammar() {
        Grammar.Builder grammar = new Grammar.Builder();
        for (ImapFeature feature : ALL) {
            grammar.commands(feature.commands())
                    .fetchItems(feature.fetchItems())
                    .searchKeys(feature.searchKeys())
                    .statusItems(feature.statusItems())
                    .enableNames(feature.enableNames());
        }
        return grammar.build();
    }

    public static List<String> capabilities(CapabilityFacts facts) {
        return ALL.stream()
                .flatMap(feature -> feature.capabilities(facts).stream())
                .toList();
    }
}
