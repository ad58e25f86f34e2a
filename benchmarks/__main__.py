"""Every benchmark, one after the other."""

from benchmarks import decoding, law_time_places, lifecycles, main_job, rules

main_job.main()
law_time_places.main()
lifecycles.main()
rules.main()
decoding.main()
