using RecPipeline.Models.Kernels;

namespace RecPipeline.Evaluation;

/// <summary>Turns a user table into metric rows: value, interval, users in and out.</summary>
/// <remarks>
/// Statistics over the same users form a group and share one set of resamples. Sums run in user order by blocks
/// (<see cref="BlockedSum"/>); the result depends on the table alone.
/// </remarks>
internal sealed class StatisticRows
{
    private readonly UserTable _table;
    private readonly int[] _added;
    private readonly long _seed;
    private readonly int _resamples;

    public StatisticRows(UserTable table, long seed, int resamples)
    {
        (_table, _seed, _resamples) = (table, seed, resamples);
        _added = table.AddedUsers();
    }

    public long UsersAdded => _added.Length;

    /// <summary>One row per statistic, in the order given.</summary>
    public MetricRow[] Of(IReadOnlyList<Statistic> statistics, string protocol, int fold, string model)
    {
        var rows = new MetricRow[statistics.Count];
        foreach (var (users, members) in Groups(statistics))
        {
            var group = new Group(this, users, [.. members.Select(place => statistics[place])]);
            foreach (int place in members)
                rows[place] = group.Row(statistics[place], protocol, fold, model);
        }
        return rows;
    }

    // Users who take part, and the places of the statistics that are about exactly them.
    private List<(int[] Users, List<int> Members)> Groups(IReadOnlyList<Statistic> statistics)
    {
        var groups = new List<(int[] Users, List<int> Members)>();
        for (int place = 0; place < statistics.Count; place++)
        {
            int[] users = UsersOf(statistics[place]);
            int at = groups.FindIndex(group => group.Users.AsSpan().SequenceEqual(users));
            if (at < 0)
                groups.Add((users, [place]));
            else
                groups[at].Members.Add(place);
        }
        return groups;
    }

    private int[] UsersOf(Statistic statistic)
    {
        var values = new double[_added.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = _table.Row(_added[i])[statistic.Numerator];
        return Array.ConvertAll(Participants.Of(values), i => _added[i]);
    }

    /// <summary>The columns that a group's statistics read, packed for the users of the group: [users × columns].</summary>
    private sealed class Group
    {
        private readonly StatisticRows _owner;
        private readonly int[] _users;
        private readonly int[] _places; // table column -> packed column
        private readonly double[] _packed;
        private readonly int _columns;
        private readonly ResampledSums _sums;

        public Group(StatisticRows owner, int[] users, Statistic[] statistics)
        {
            (_owner, _users) = (owner, users);
            int[] columns = [.. statistics.SelectMany(s => new[] { s.Numerator, s.Denominator }).Where(c => c >= 0).Distinct()];
            _columns = columns.Length;
            _places = new int[columns.Max() + 1];
            for (int place = 0; place < columns.Length; place++)
                _places[columns[place]] = place;
            _packed = Pack(columns);
            _sums = new ResampledSums(_packed, users.Length, _columns, owner._seed, owner._resamples);
        }

        public MetricRow Row(Statistic statistic, string protocol, int fold, string model)
        {
            double denominator = statistic.Denominator == Statistic.Users ? _users.Length : Sum(statistic.Denominator);
            double value = statistic.Of(Sum(statistic.Numerator), denominator);
            var (low, high) = Bootstrap.FromSums(_sums, statistic, _places);
            return new MetricRow(protocol, fold, model, statistic.Metric, statistic.Cutoff, statistic.Slice,
                value, low, high, _users.Length, _owner.UsersAdded - _users.Length);
        }

        private double[] Pack(int[] columns)
        {
            var packed = new double[_users.Length * columns.Length];
            for (int i = 0; i < _users.Length; i++)
            {
                var row = _owner._table.Row(_users[i]);
                for (int c = 0; c < columns.Length; c++)
                    packed[i * columns.Length + c] = row[columns[c]];
            }
            return packed;
        }

        private double Sum(int column)
        {
            var values = new double[_users.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = _packed[i * _columns + _places[column]];
            return BlockedSum.Sum(values);
        }
    }
}
