select sum(total) as total from refined.a
